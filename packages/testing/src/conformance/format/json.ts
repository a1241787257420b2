/** Any JSON, as it stands in a case file. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
