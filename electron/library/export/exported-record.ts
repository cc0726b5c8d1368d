/** @file What an exported record says of an image, under the attribute names of the table, and what an import reads of one; pure. */
import { z } from 'zod';
import { DescriptionChange, FieldName, Tag } from '../../../shared/description.ts';
import type { HistoryEntry } from '../../../shared/history.ts';
import { ImageId } from '../../../shared/image.ts';
import type { CatalogueRow } from '../../ledger/catalogue.ts';

export type ExportedRecord = {
  readonly profile: string;
  readonly user_id: string;
  readonly image_id: string;
  readonly state: string;
  readonly file_name: string;
  readonly directory: string;
  readonly content_type: string;
  readonly size_bytes: number;
  readonly original_size: string;
  readonly captured_at: string;
  readonly camera: string;
  readonly upload_time: string;
  readonly device: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly favourite: boolean;
  readonly fields: Readonly<Record<string, string>>;
  readonly source_bucket: string;
  readonly original_key: string;
  readonly destination_bucket: string;
  readonly renditions: readonly {
    readonly name: string;
    readonly key: string;
    readonly width: number;
    readonly height: number;
    readonly bytes: number;
    readonly content_type: string;
  }[];
};

export function exportedRecord(
  entry: HistoryEntry,
  said: Pick<CatalogueRow, 'description' | 'fields'>,
  userId: string,
): ExportedRecord {
  const original = entry.objects.find(({ rendition }) => rendition === 'original');
  const renditions = entry.objects.filter((object) => object !== original);
  return {
    profile: entry.profile,
    user_id: userId,
    image_id: entry.imageId,
    state: entry.state,
    file_name: entry.fileName,
    directory: entry.directory,
    content_type: entry.contentType,
    size_bytes: entry.size,
    original_size: entry.width === null || entry.height === null ? '' : `${entry.width}x${entry.height}`,
    captured_at: entry.capturedAt ?? '',
    camera: entry.camera ?? '',
    upload_time: entry.storedAt === null ? '' : new Date(entry.storedAt).toISOString(),
    device: entry.device ?? '',
    title: entry.title,
    description: said.description,
    tags: entry.tags,
    favourite: entry.favourite,
    fields: said.fields,
    source_bucket: original?.bucket ?? '',
    original_key: original?.key ?? '',
    destination_bucket: renditions[0]?.bucket ?? '',
    renditions: renditions.map(({ rendition, key, width, height, size, contentType }) => ({
      name: rendition,
      key,
      width: width ?? 0,
      height: height ?? 0,
      bytes: size,
      content_type: contentType,
    })),
  };
}

/** Of whatever else is in it, an import looks at nothing. What is absent stays as it is; tags and fields are whole. */
export const ImportedRecord = z.object({
  image_id: ImageId,
  profile: z.string().optional(),
  title: DescriptionChange.shape.title,
  description: DescriptionChange.shape.description,
  tags: z.array(Tag).max(1000).optional(),
  favourite: z.boolean().optional(),
  fields: z.record(FieldName, z.string().trim().max(2000)).optional(),
});
export type ImportedRecord = z.infer<typeof ImportedRecord>;
