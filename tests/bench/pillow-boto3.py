"""The usual script: Pillow and boto3, one image after the other, original, two renditions and a record each."""
import hashlib
import io
import os
import sys

import boto3
from botocore.config import Config
from PIL import Image, ImageOps

folder, bucket, table = sys.argv[1:4]
config = Config(s3={"addressing_style": "path"})
s3 = boto3.client("s3", endpoint_url=os.environ["S3_ENDPOINT"], region_name="us-east-1", config=config)
records = boto3.resource("dynamodb", endpoint_url=os.environ["DYNAMODB_ENDPOINT"], region_name="us-east-1").Table(table)
recipes = [("thumb", 320, "WEBP", "image/webp", 78), ("preview", 2048, "JPEG", "image/jpeg", 82)]

for name in sorted(os.listdir(folder)):
    data = open(os.path.join(folder, name), "rb").read()
    digest = hashlib.sha256(data).hexdigest()
    s3.put_object(Bucket=bucket, Key=f"originals/{digest}.jpg", Body=data, ContentType="image/jpeg")
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    for rendition, size, format, content_type, quality in recipes:
        copy = image.copy()
        copy.thumbnail((size, size), Image.LANCZOS)
        out = io.BytesIO()
        copy.save(out, format, quality=quality)
        key = f"renditions/{digest}/{rendition}.{format.lower()}"
        s3.put_object(Bucket=bucket, Key=key, Body=out.getvalue(), ContentType=content_type)
    records.put_item(Item={"user_id": "bench", "image_id": digest, "file_name": name, "size_bytes": len(data)})
