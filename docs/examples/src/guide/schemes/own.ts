// #region own
import { createHmac } from "node:crypto";
import { absent, constantTimeEqual, rejected, scheme } from "@ampoule/core";

const secret = process.env["WEBHOOK_SECRET"] ?? crypto.randomUUID();
export const sign = (body: Uint8Array | string): string => createHmac("sha256", secret).update(body).digest("hex");

/** Signed webhooks: the credential is a signature over the body. */
export const signed = scheme({
  schemeName: "WebhookSignature",
  openapi: { type: "apiKey", in: "header", name: "X-Signature" },
  challenge: ({ realm }) => ({ scheme: "Signature", parameters: { realm } }),
  read(request) {
    const [signature, ...more] = request.header("x-signature");
    if (signature === undefined) return absent;
    if (more.length > 0 || signature.includes(",")) return rejected("repeated_signature", { invalidRequest: true });
    return /^[0-9a-f]{64}$/.test(signature) ? signature : rejected("malformed_signature");
  },
  async verify(signature, { request }) {
    const body = await request.body();
    if (body === undefined) return rejected("body_too_large");
    return constantTimeEqual(signature, sign(body)) ? { body } : rejected("wrong_signature");
  },
});
// #endregion own
