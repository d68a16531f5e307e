/** From what was typed in inputs to the values that differ from what the task has. Pure. */
import type { FieldInputKind } from './known-inputs.ts';
import { meantBy, sameValue, typedFrom, type Problem, type TypedValue } from './typed-value.ts';

export interface TypedInput {
  /** Where what is typed is kept. */
  key: string;
  kind: FieldInputKind;
  /** What the task has. */
  value: unknown;
}

export interface ReadInputs<Input> {
  touched: { input: Input; value: TypedValue }[];
  /** What can't be read, by the key of its input. */
  problems: Map<string, Problem>;
}

/** Reads the typed inputs. One typed back to what the task has is not touched. */
export function readInputs<Input extends TypedInput>(
  inputs: readonly Input[],
  typed: ReadonlyMap<string, string>,
): ReadInputs<Input> {
  const touched: ReadInputs<Input>['touched'] = [];
  const problems = new Map<string, Problem>();
  for (const input of inputs) {
    const text = typed.get(input.key);
    const { input: name } = input.kind;
    if (text === undefined || ['en', 'nl'].some((locale) => text === typedFrom(name, input.value, locale)))
      continue;
    const meant = meantBy(name, text);
    if ('problem' in meant) problems.set(input.key, meant.problem);
    else if (!sameValue(name, meant.value, input.value)) touched.push({ input, value: meant.value });
  }
  return { touched, problems };
}
