import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  CreateFeed,
  CreatedFeed,
  Feeds,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { requireUse } from '../service/requireUse';
import { FeedService } from './FeedService';

/** Lets those keep feeds who may use the feature at all. */
export class AuthorizedFeedService implements FeedService {
  readonly #service: FeedService;
  readonly #permissions: PermissionsService;

  constructor(service: FeedService, permissions: PermissionsService) {
    this.#service = service;
    this.#permissions = permissions;
  }

  async list(credentials: BackstageCredentials): Promise<Feeds> {
    await this.#require(credentials);
    return this.#service.list(credentials);
  }

  async create(
    credentials: BackstageCredentials,
    input: CreateFeed,
  ): Promise<CreatedFeed> {
    await this.#require(credentials);
    return this.#service.create(credentials, input);
  }

  async revoke(
    credentials: BackstageCredentials,
    feedId: string,
  ): Promise<Feeds> {
    await this.#require(credentials);
    return this.#service.revoke(credentials, feedId);
  }

  #require(credentials: BackstageCredentials): Promise<void> {
    return requireUse(this.#permissions, credentials);
  }
}
