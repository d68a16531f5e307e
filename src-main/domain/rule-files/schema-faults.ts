/** From the issues of a schema to the faults of the closed set. Pure. */
import type { z } from 'zod';
import type { RuleFault, TextForm } from '../../contract/rules/rule-mistake.ts';
import { forms } from '../../contract/rules/words.ts';
import type { Path } from './json-text.ts';

export interface SchemaFault {
  path: Path;
  /** The field that is one too many, or is lacking, in what stands at `path`. */
  field: string | null;
  /** What the schema wants there, where something of another type or nothing is. */
  expected: string | null;
  why: RuleFault;
}

type Issue = z.core.$ZodIssue;

const texts = (values: readonly unknown[]) => values.map(String);

const formOf = (pattern: string | undefined): TextForm | null =>
  (Object.keys(forms) as TextForm[]).find((name) => String(forms[name]) === pattern) ?? null;

function faultOf(issue: Issue): RuleFault {
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'WRONG_TYPE', expected: issue.expected };
    case 'invalid_value':
      return { code: 'NOT_ONE_OF', options: texts(issue.values) };
    case 'invalid_union': {
      const options = 'options' in issue ? (issue.options ?? []) : [];
      return options.length > 0
        ? { code: 'NOT_ONE_OF', options: texts(options) }
        : { code: 'OTHER', message: issue.message };
    }
    case 'invalid_format': {
      const form = formOf(issue.pattern);
      return form ? { code: 'WRONG_FORM', form } : { code: 'OTHER', message: issue.message };
    }
    case 'too_big':
      if (issue.origin === 'string') return { code: 'TEXT_TOO_LONG', most: Number(issue.maximum) };
      return { code: 'OTHER', message: issue.message };
    case 'too_small': {
      const least = Number(issue.minimum);
      if (issue.origin === 'string') return { code: 'TEXT_EMPTY' };
      if (issue.origin === 'array') return { code: 'LIST_TOO_SHORT', least };
      return { code: 'NUMBER_TOO_SMALL', least, inclusive: issue.inclusive ?? true };
    }
    default:
      return { code: 'OTHER', message: issue.message };
  }
}

/** The faults of one issue; `isThere` tells whether the file has anything at a path. */
export function schemaFaults(issue: Issue, isThere: (path: Path) => boolean): SchemaFault[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({
      path,
      field,
      expected: null,
      why: { code: 'FIELD_UNKNOWN', field },
    }));
  }
  const expected = issue.code === 'invalid_type' ? issue.expected : null;
  const field = path.at(-1);
  if (typeof field === 'string' && !isThere(path)) {
    return [{ path: path.slice(0, -1), field, expected, why: { code: 'FIELD_MISSING', field } }];
  }
  return [{ path, field: null, expected, why: faultOf(issue) }];
}
