import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import { CLAIM_SPECS, claimSpec, inEnvironment } from './peerAnnotations';

describe('CLAIM_SPECS', () => {
  const names = CLAIM_SPECS.flatMap(({ annotation, narrowedBy = [] }) => [
    annotation,
    ...narrowedBy.map(each => each.annotation),
  ]);

  it('names each claim once', () => {
    const claims = CLAIM_SPECS.map(({ annotation }) => annotation);
    expect(new Set(claims).size).toBe(claims.length);
    expect(claimSpec('example.com/none')).toBeUndefined();
  });

  it.each(names)('the catalog takes %s, also for one environment', name => {
    const { isValidAnnotationKey } = KubernetesValidatorFunctions;
    expect(isValidAnnotationKey(name)).toBe(true);
    expect(isValidAnnotationKey(inEnvironment(name, 'disaster-recovery'))).toBe(
      true,
    );
  });

  it('is what the documentation says', () => {
    const page = readFileSync(
      resolve(__dirname, '../../../../docs/annotations.md'),
      'utf8',
    );
    for (const name of names) expect(page).toContain(`\`${name}\``);
  });
});
