/** The shape of a language's texts: the keys of the Chinese ones, any words. */
export type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
