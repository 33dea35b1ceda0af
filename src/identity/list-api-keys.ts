import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { ApiKey } from './api-key.entity.js';

@Injectable()
export class ListApiKeys {
  constructor(private readonly dataSource: DataSource) {}

  /** At most `most` keys by name, behind the name `after`; revoked and expired ones too. */
  async execute(after: string | undefined, most: number): Promise<ApiKey[]> {
    return this.dataSource.getRepository(ApiKey).find({
      ...(after === undefined ? {} : { where: { name: MoreThan(after) } }),
      order: { name: 'ASC' },
      take: most,
    });
  }
}
