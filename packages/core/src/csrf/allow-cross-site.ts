/**
 * Says that pages of any site may make a browser send a cookie, and that it then counts: at a scheme, no check of who asked; at a cookie, `SameSite=None`. Anybody's page can then
 * act for whoever is signed in, unless something else stops it.
 */
export const allowCrossSite: unique symbol = Symbol("allowCrossSite");
