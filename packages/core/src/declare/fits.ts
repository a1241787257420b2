/** The declared type of parameter `I` of method `K`. */
type ParameterAt<C, K, I> = K extends keyof C
  ? C[K] extends (...parameters: infer A) => unknown
    ? I extends keyof A
      ? A[I]
      : I extends number
        ? A[I]
        : never
    : never
  : never;

/** Shown by the compiler where a parameter's type cannot hold what it would receive. */
export interface DoesNotFit<Provided, Declared> {
  readonly "this parameter cannot hold what the provider yields": { readonly provided: Provided; readonly declared: Declared };
}

type Fits<Provided, Declared> = [Provided] extends [Declared] ? unknown : DoesNotFit<Provided, Declared>;

/**
 * A parameter decorator for parameters that can hold a `T`. TypeScript passes the index as a literal type, so the declared type can be
 * looked up and compared.
 */
export type ParameterDecoratorFor<T> = <C, K extends string | symbol, const I extends number>(
  target: C,
  key: K,
  index: I & Fits<T, ParameterAt<C, K, I>>,
) => void;
