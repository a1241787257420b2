/** Hashes of one password that other systems made (each by its own function, on a machine that has nothing of ours). */
export const foreignPassword = "correct horse ünïcode";

export const bcryptHashes = [
  ["bcrypt for Python 5.0.0, $2b$", "$2b$05$OOFA.4W0ihT7JTKDlvJmTeQCobU/4ypQ8OImxuPa42waJ8iq4QNue"],
  ["bcrypt for Python 5.0.0, $2a$", "$2a$05$a9y5NNF6HE1.qOQASiC57e0zYFD/gGHCML/Nps/Ng0eiUqg2DmQAe"],
  ["the same as PHP writes it, $2y$", "$2y$05$a9y5NNF6HE1.qOQASiC57e0zYFD/gGHCML/Nps/Ng0eiUqg2DmQAe"],
] as const;

export const argon2Hashes = [
  ["argon2-cffi 25.1.0, argon2i", "$argon2i$v=19$m=1024,t=2,p=2$VBWCB2bWAs1lnSOW6SdAQQ$LijR8igTDJ7AS+GoUwSolv8lY3Z/LQdTIEQpvy19C1k"],
  ["argon2-cffi 25.1.0, argon2d", "$argon2d$v=19$m=1024,t=2,p=2$aqk/kH9y+7GbUkvyYDkKTQ$ouqaQ03W2vWbhAJ8QYnjAgRbToPE5XVY0rRIPQH1MRY"],
  ["argon2-cffi 25.1.0, argon2id", "$argon2id$v=19$m=1024,t=2,p=2$sd+0l4Nc0wz0ahrB/K/eVw$elEPkoPcQUtRe/9G4xOg/If4EfEVXdf0FbUAu4tk640"],
  ["argon2-cffi 25.1.0's defaults", "$argon2id$v=19$m=65536,t=3,p=4$fm7WqE5QKr9JTaBoF3lt6g$vNjVhyzHWMCbeTRt5i0gkxM3Zc9dM8AHYcgBui0n8bg"],
  ["passlib 1.7.4, argon2id", "$argon2id$v=19$m=1024,t=2,p=4$BoDwPkco5fxfSwkhpBQihA$TlV4bgwuvJK28qzOT/+30v6jDQC78DlIuIODkEldcBs"],
] as const;

export const pbkdf2Hashes = [
  ["passlib 1.7.4, SHA-256", "$pbkdf2-sha256$29000$fs/ZO8c4R8i5dy7FOIdwLg$rdCoxi5vbu.MOigE81Fgx/yXbwXtjc0uOtkCjCE8Rt4"],
  [
    "passlib 1.7.4, SHA-512",
    "$pbkdf2-sha512$25000$UIrR2jtHSOl9793bW6v1ng$TWB.HUzKcKeFv9VFPWv.O60G5gtF9VMWZ1A4eBhmUKb4GOc5.LMQWaeRK96woQEfemszYKlERcxoRHEfRpEvfw",
  ],
  ["Django 5.2.17's defaults", "pbkdf2_sha256$1000000$jv1d1twBzXb0MYGrTabUEm$9USxfwdlbTaMUZjixe35WKeAmxTpxL3yKywvmsnxa3A="],
  ["Werkzeug 3.1.9, SHA-256", "pbkdf2:sha256:10000$KOfzJfwRPjxWyiPO$d376b3f1e907f75086f56f43a805618a647516c6eb0171c6adc2b4733f377d21"],
  [
    "Werkzeug 3.1.9, SHA-512",
    "pbkdf2:sha512:10000$h0g1Szw4XQLq1lbk$c3555a891b0dc3f29ccaaabe06c9879615285b16070acd35181dfbc4161b19c4f00196fb3dc2df36759ecd192527f5e6c8bfb247d133df801a9258dcfe77d046",
  ],
] as const;

export const scryptHashes = [
  ["passlib 1.7.4", "$scrypt$ln=12,r=8,p=1$TWltLaUUwtjbe8/5/19L6Q$m5TvSz3Q+/tBOubdkkD0HFkOe//W4NUjvNUZro3ATsg"],
  [
    "Django 5.2.17's defaults",
    "scrypt$16384$KvHApMNVn0s3vQ2TgFMII4$8$5$0Yo5nHxarDsp4vqs3w1ChADME/xfMEaxPIbIBYH2xxWlyypasaLKs4sVNYvW3CzZXCE9fVShB+x7U3Y6yvmxZw==",
  ],
  [
    "Werkzeug 3.1.9's defaults",
    "scrypt:32768:8:1$ynQ11u64PRpi7Q3g$35044bdb1fdb45e5d8781cd9e007a9db52dfb5bd527b249df4571688d8a9d213522b548c6a40359e367b16834d6f8cbcf358e847b8e8e02f376a8581dcfaae5f",
  ],
] as const;
