import { NotAllowedError, ResponseError } from '@backstage/errors';
import { responseError } from '../testing/responseError';
import { explainError } from './explainError';
import { englishOf } from '../testing/translations';
import { operationsReactTranslationRef } from '../translation/operationsReactTranslationRef';

const t = englishOf(operationsReactTranslationRef);

const context = {
  what: 'the backups of orders',
  permission: 'opsdeck.backups.read',
  whoCan: 'team payments',
};

describe('explainError', () => {
  it('names the permission and who can', async () => {
    const refused = await responseError(403, 'NotAllowedError', 'refused');
    for (const error of [refused, new NotAllowedError('refused')]) {
      expect(explainError(error, context, t)).toEqual({
        title: 'You may not see the backups of orders',
        advice:
          'It needs the permission opsdeck.backups.read. Ask team payments.',
        detail: 'refused',
        retryable: false,
      });
    }
  });

  it('says whom to ask when that is not known', () => {
    const { advice } = explainError(
      new NotAllowedError('no'),
      { what: 'it' },
      t,
    );
    expect(advice).toBe(
      'Ask the owner of the entity, or whoever runs the portal.',
    );
  });

  it.each([
    [400, 'InputError', /Could not load/, false],
    [401, 'AuthenticationError', /not signed in/, false],
    [404, 'NotFoundError', /Not found: the backups of orders/, false],
    [409, 'ConflictError', /Could not load/, false],
    [429, 'Error', /Too many requests/, true],
    [500, 'Error', /Could not load the backups of orders/, true],
    [503, 'ServiceUnavailableError', /Could not load/, true],
  ])('tells %d %s apart', async (status, name, title, retryable) => {
    const error = await responseError(status, name, 'why');
    expect(error).toBeInstanceOf(ResponseError);
    const explanation = explainError(error, context, t);
    expect(explanation.title).toMatch(title);
    expect(explanation.retryable).toBe(retryable);
  });

  it('speaks of the action for a write', async () => {
    const write = { ...context, action: 'run the backup now' };
    const conflict = await responseError(409, 'ConflictError', 'running');
    expect(explainError(conflict, write, t).title).toBe(
      'Could not run the backup now',
    );
    expect(explainError(new NotAllowedError('no'), write, t).title).toBe(
      'You may not run the backup now',
    );
  });

  it('knows a backend out of reach', () => {
    const { title, retryable } = explainError(
      new TypeError('Failed to fetch'),
      context,
      t,
    );
    expect(title).toMatch(/could not be reached/);
    expect(retryable).toBe(true);
  });

  it('shows what anything else said', () => {
    const broken = new Error('The answer of /x breaks its contract');
    expect(explainError(broken, context, t).detail).toBe(broken.message);
    expect(explainError('odd', context, t).detail).toContain('odd');
  });
});
