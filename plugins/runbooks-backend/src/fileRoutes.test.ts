import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import request from 'supertest';
import { addFileRoutes } from './fileRoutes';

const RUN_ID = '6f1c2a34-0000-4000-8000-000000000001';
const FILE_ID = '6f1c2a34-0000-4000-8000-000000000002';
const UPLOAD = `/runs/${RUN_ID}/steps/s%2F1/files?name=a.png&title=Seen`;
const DOWNLOAD = `/runs/${RUN_ID}/files/${FILE_ID}`;

describe('files of runs', () => {
  const service = { addFile: jest.fn(), getFile: jest.fn() };
  const auditor = mockServices.auditor.mock();
  const success = jest.fn();
  const fail = jest.fn();
  const router = Router();
  addFileRoutes(router, {
    service,
    httpAuth: mockServices.httpAuth(),
    auditor,
    maxFileBytes: 10,
  });
  const app = express().use(router).use(mockErrorHandler());
  const dana = mockCredentials.user.header('user:default/dana');

  const upload = (bytes: string, authorization = dana) =>
    request(app)
      .post(UPLOAD)
      .set('authorization', authorization)
      .set('content-type', 'application/octet-stream')
      .send(Buffer.from(bytes));
  const download = (authorization = dana) =>
    request(app).get(DOWNLOAD).set('authorization', authorization);

  beforeEach(() => {
    jest.resetAllMocks();
    auditor.createEvent.mockResolvedValue({ success, fail });
    service.addFile.mockImplementation(
      async (_request, _stepId, _file, read) => ({
        bytes: (await read()).toString(),
      }),
    );
    service.getFile.mockResolvedValue({
      evidence: { name: 'ä"; x.html', mediaType: 'text/html' },
      bytes: Buffer.from('<script>alert(1)</script>'),
    });
  });

  it('takes the bytes as they are', async () => {
    const response = await upload('\u0000{bytes}');
    expect([response.status, response.body]).toEqual([
      201,
      { bytes: '\u0000{bytes}' },
    ]);
    expect(service.addFile).toHaveBeenCalledWith(
      expect.objectContaining({ runId: RUN_ID }),
      's/1',
      { name: 'a.png', title: 'Seen', mediaType: 'application/octet-stream' },
      expect.any(Function),
    );
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'run-evidence',
        meta: { runId: RUN_ID, stepId: 's/1', name: 'a.png' },
      }),
    );
    expect(success).toHaveBeenCalledTimes(1);
  });

  it('takes a file of the largest size and none beyond', async () => {
    expect((await upload('x'.repeat(10))).status).toBe(201);
    const response = await upload('x'.repeat(11));
    expect(response.status).toBe(413);
    expect(response.body.error.message).toContain('more than 10 bytes');
    expect(fail).toHaveBeenCalledTimes(1);
  });

  it('reads nothing of a file that is refused', async () => {
    service.addFile.mockRejectedValue(new NotAllowedError('no'));
    expect((await upload('x'.repeat(10))).status).toBe(403);
    expect(fail).toHaveBeenCalledTimes(1);
  });

  it('takes files from people only', async () => {
    expect((await upload('x', mockCredentials.none.header())).status).toBe(401);
    expect((await upload('x', mockCredentials.service.header())).status).toBe(
      403,
    );
    expect(service.addFile).not.toHaveBeenCalled();
  });

  it('serves a file as a download of unknown kind, whatever it says that it is', async () => {
    const response = await download();
    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment; filename=/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    expect(response.body.toString()).toBe('<script>alert(1)</script>');
    expect(success).toHaveBeenCalledTimes(1);
  });

  it('serves no file to nobody, and none that is not there', async () => {
    expect((await download(mockCredentials.none.header())).status).toBe(401);
    expect(service.getFile).not.toHaveBeenCalled();
    service.getFile.mockRejectedValue(new NotFoundError('no'));
    expect((await download()).status).toBe(404);
  });
});
