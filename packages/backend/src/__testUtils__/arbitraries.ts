import { JsonObject, JsonValue } from '@backstage/types';
import fc from 'fast-check';
import { Input } from './call';
import { HOSTILE_BODIES, hostileJson, hostileText } from './hostile';
import { Operation } from './operations';

/** Values that fit a JSON Schema of an input, its edges more often than chance has it. */
export function fitting(schema: JsonObject): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...(schema.enum as JsonValue[]));
  if (schema.anyOf) {
    return fc.oneof(...(schema.anyOf as JsonObject[]).map(fitting));
  }
  if (schema.format === 'date-time') {
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('9999') })
      .map(date => date.toISOString());
  }
  if (schema.format === 'uuid') return fc.uuid();
  switch (schema.type) {
    case 'integer':
      return fc.integer({
        min: Number(schema.minimum ?? schema.exclusiveMinimum ?? 0),
        max: Number(schema.maximum ?? Number.MAX_SAFE_INTEGER),
      });
    case 'number':
      return fc.double({ noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return fc.string({
        minLength: Number(schema.minLength ?? 0),
        maxLength: Math.min(Number(schema.maxLength ?? 50), 5_000),
      });
    case 'array':
      return fc.array(fitting(Object(schema.items)), {
        maxLength: Math.min(Number(schema.maxItems ?? 5), 5),
      });
    case 'object':
      return fittingObject(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function fittingObject(schema: JsonObject): fc.Arbitrary<object> {
  const properties = Object.entries((schema.properties ?? {}) as JsonObject);
  return fc.record(
    Object.fromEntries(
      properties.map(([name, each]) => [name, fitting(each as JsonObject)]),
    ),
    { requiredKeys: (schema.required ?? []) as string[] },
  );
}

/** One input of an operation, and which of its fields, if one alone, is not as it should be. */
export interface FuzzInput {
  input: Input;
  /** Name of the only field that was turned hostile. */
  spoilt?: string;
}

/** Valid, nearly valid and hostile inputs, starting from one that is good. */
export function inputsOf(
  operation: Operation,
  good: Input,
): fc.Arbitrary<FuzzInput> {
  const properties = Object.entries(
    (operation.body?.properties ?? {}) as Record<string, JsonObject>,
  );
  const path = operation.parameters.filter(each => each.in === 'path');
  const query = operation.parameters.filter(each => each.in === 'query');
  const withQuery = (name: string, values: string[]): Input => ({
    ...good,
    query: [
      ...good.query.filter(([other]) => other !== name),
      ...values.map((value): [string, string] => [name, value]),
    ],
  });
  const withBody = (body: unknown): Input => ({ ...good, body });
  const goodBody = Object(good.body);

  const choices: fc.Arbitrary<FuzzInput>[] = [
    fc.constant({ input: good }),
    ...path.map(({ name }) =>
      hostileText.map(value => ({
        input: { ...good, params: { ...good.params, [name]: value || '%20' } },
        spoilt: name,
      })),
    ),
    ...query.flatMap(({ name, schema }) => [
      hostileText.map(value => ({
        input: withQuery(name, [value]),
        spoilt: name,
      })),
      fitting(schema).map(value => ({
        input: withQuery(name, [String(value)]),
      })),
      fc
        .array(hostileText, { minLength: 2, maxLength: 60 })
        .map(values => values.map(value => value.slice(0, 100)))
        .map(values => ({ input: withQuery(name, values), spoilt: name })),
      hostileText.map(value => ({
        input: withQuery(`${name}[${value.slice(0, 20)}]`, [value]),
      })),
    ]),
    ...properties.flatMap(([name, schema]) => [
      hostileJson.map(value => ({
        input: withBody({ ...goodBody, [name]: value }),
        spoilt: name,
      })),
      fitting(schema).map(value => ({
        input: withBody({ ...goodBody, [name]: value }),
      })),
    ]),
    ...(operation.body
      ? [
          fitting(operation.body).map(body => ({ input: withBody(body) })),
          fc
            .constantFrom(...HOSTILE_BODIES)
            .map(body => ({ input: withBody(body) })),
        ]
      : []),
  ];
  return fc.oneof(...choices);
}
