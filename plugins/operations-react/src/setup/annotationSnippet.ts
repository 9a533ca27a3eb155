import { Entity } from '@backstage/catalog-model';

/**
 * The part of the entity's catalog file that carries the annotations, with the
 * entity's own kind and name, ready to paste.
 */
export function annotationSnippet(
  entity: Entity,
  annotations: Record<string, string>,
): string {
  const { name, namespace } = entity.metadata;
  const lines = [
    `apiVersion: ${yamlScalar(entity.apiVersion)}`,
    `kind: ${yamlScalar(entity.kind)}`,
    'metadata:',
    `  name: ${yamlScalar(name)}`,
    ...(namespace && namespace !== 'default'
      ? [`  namespace: ${yamlScalar(namespace)}`]
      : []),
    '  annotations:',
    ...Object.entries(annotations).map(
      ([key, value]) => `    ${yamlScalar(key)}: ${yamlScalar(value)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * A YAML 1.2 scalar that every reader takes for a string: plain where that is
 * beyond doubt, otherwise double-quoted (JSON strings are valid YAML).
 */
export function yamlScalar(value: string): string {
  const plain = /^[A-Za-z/][A-Za-z0-9_./-]*$/.test(value);
  const word = /^(true|false|yes|no|on|off|null|y|n)$/i.test(value);
  return plain && !word ? value : JSON.stringify(value);
}
