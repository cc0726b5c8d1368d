/** @file What of a profile is in the cloud, and what of others is beside it, which stays. */
import type { BucketInventory, Inventory } from '../../shared/clean-up.ts';
import type { Failure } from '../../shared/failure.ts';
import page from '../library/page.module.css';
import { sentence } from '../words/failure-text.ts';
import { formatBytes } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';

export function CleanInventory({ inventory: { buckets, table, moving, folders } }: { readonly inventory: Inventory }) {
  const words = useWords();
  const text = words.clean;
  return (
    <>
      <ul className={page.list}>
        {buckets.map((bucket) => (
          <Bucket key={bucket.bucket} bucket={bucket} />
        ))}
        {table === null ? null : (
          <li className={page.row}>
            <div>
              <p className={page.name}>{text.table(table.table)}</p>
              <p className={page.facts}>
                {table.failure === null ? text.records(table.records) : <Unseen failure={table.failure} />}
              </p>
              {table.others === 0 ? null : <p className={page.wait}>{text.tableOthers(table.others)}</p>}
            </div>
          </li>
        )}
      </ul>
      {moving + folders === 0 ? null : (
        <p className={page.said}>
          {moving === 0 ? '' : `${text.imagesUnderWay(moving)} `}
          {folders === 0 ? '' : text.foldersSend(folders)}
        </p>
      )}
    </>
  );
}

function Bucket({ bucket }: { readonly bucket: BucketInventory }) {
  const words = useWords();
  const locale = useLocale();
  const text = words.clean;
  const facts = [
    text.objects(bucket.objects),
    formatBytes(bucket.bytes, locale),
    ...(bucket.versions === 0 ? [] : [text.versions(bucket.versions)]),
    ...(bucket.deleteMarkers === 0 ? [] : [text.markers(bucket.deleteMarkers)]),
    ...(bucket.openUploads === 0 ? [] : [text.uploads(bucket.openUploads)]),
  ];
  return (
    <li className={page.row}>
      <div>
        <p className={page.name}>{text.bucket(bucket.bucket)}</p>
        <p className={page.facts}>
          {bucket.failure === null ? facts.join(' · ') : <Unseen failure={bucket.failure} />}
        </p>
        {bucket.others === 0 ? null : <p className={page.wait}>{text.bucketOthers(bucket.others)}</p>}
      </div>
    </li>
  );
}

function Unseen({ failure: { code } }: { readonly failure: Failure }) {
  const words = useWords();
  return code === 'no-bucket' || code === 'no-table' ? words.clean.gone : sentence(words.failures[code]);
}
