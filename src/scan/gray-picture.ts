/** A picture in shades of grey: one byte a pixel, row by row from the top; 0 is black, 255 white. */
export interface GrayPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export function emptyPicture(width: number, height: number, shade = 255): GrayPicture {
  return { width, height, data: new Uint8Array(width * height).fill(shade) };
}

/** As a file (Netpbm P5) that the readers of codes and text take; pixels with colours would be four times as many bytes. */
export function grayMap(picture: GrayPicture): Uint8Array {
  const head = Buffer.from(`P5\n${picture.width} ${picture.height}\n255\n`, 'latin1');
  const bytes = new Uint8Array(head.length + picture.data.length);
  bytes.set(head);
  bytes.set(picture.data, head.length);
  return bytes;
}

/** The part of a picture that lies inside the given box of pixels, which is clipped to the picture. */
export function cropPicture(
  picture: GrayPicture,
  box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
): GrayPicture & { readonly left: number; readonly top: number } {
  const left = Math.max(0, Math.floor(box.left));
  const top = Math.max(0, Math.floor(box.top));
  const width = Math.max(0, Math.min(picture.width, Math.ceil(box.right)) - left);
  const height = Math.max(0, Math.min(picture.height, Math.ceil(box.bottom)) - top);
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (top + row) * picture.width + left;
    data.set(picture.data.subarray(from, from + width), row * width);
  }
  return { width, height, data, left, top };
}

/** Half the width and height; each pixel the mean of four. */
export function halvePicture(picture: GrayPicture): GrayPicture {
  const { data, width: stride } = picture;
  const width = Math.max(1, picture.width >> 1);
  const height = Math.max(1, picture.height >> 1);
  const halved = new Uint8Array(width * height);
  const right = stride > 1 ? 1 : 0;
  const below = picture.height > 1 ? stride : 0;
  for (let y = 0; y < height; y++) {
    let from = 2 * y * stride;
    for (let at = y * width; at < (y + 1) * width; at++, from += 2) {
      const sum =
        (data[from] ?? 0) + (data[from + right] ?? 0) + (data[from + below] ?? 0) + (data[from + below + right] ?? 0);
      halved[at] = (sum + 2) >> 2;
    }
  }
  return { width, height, data: halved };
}

/** Each pixel three times as wide and high as before would be coarse: linear between the middles of the pixels. */
export function enlargePicture(picture: GrayPicture, factor: number): GrayPicture {
  const width = Math.round(picture.width * factor);
  const height = Math.round(picture.height * factor);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const sourceY = Math.min(picture.height - 1, Math.max(0, (y + 0.5) / factor - 0.5));
    const top = Math.min(picture.height - 2, Math.floor(sourceY));
    for (let x = 0; x < width; x++) {
      const sourceX = Math.min(picture.width - 1, Math.max(0, (x + 0.5) / factor - 0.5));
      const left = Math.min(picture.width - 2, Math.floor(sourceX));
      const [dx, dy] = [sourceX - left, sourceY - top];
      const at = top * picture.width + left;
      const upper = (picture.data[at] ?? 0) * (1 - dx) + (picture.data[at + 1] ?? 0) * dx;
      const lower =
        (picture.data[at + picture.width] ?? 0) * (1 - dx) + (picture.data[at + picture.width + 1] ?? 0) * dx;
      data[y * width + x] = upper * (1 - dy) + lower * dy + 0.5;
    }
  }
  return { width, height, data };
}

/** The mean over a square of `2 × radius + 1` pixels around each pixel; at the edges over what there is of it. */
export function boxBlur(picture: GrayPicture, radius: number): GrayPicture {
  if (radius < 1) return picture;
  const { width, height } = picture;
  const across = blurRows(picture.data, width, height, radius);
  return { width, height, data: blurColumns(across, width, height, radius) };
}

function blurRows(data: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(radius, width); x++) sum += data[row + x] ?? 0;
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += data[row + x + radius] ?? 0;
      if (x - radius > 0) sum -= data[row + x - radius - 1] ?? 0;
      const count = Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1;
      out[row + x] = sum / count + 0.5;
    }
  }
  return out;
}

function blurColumns(data: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const out = new Uint8Array(data.length);
  const sums = new Int32Array(width);
  for (let y = 0; y < Math.min(radius, height); y++) {
    for (let x = 0; x < width; x++) sums[x] = (sums[x] ?? 0) + (data[y * width + x] ?? 0);
  }
  for (let y = 0; y < height; y++) {
    const added = y + radius < height ? (y + radius) * width : -1;
    const gone = y - radius > 0 ? (y - radius - 1) * width : -1;
    const count = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1;
    for (let x = 0; x < width; x++) {
      let sum = sums[x] ?? 0;
      if (added >= 0) sum += data[added + x] ?? 0;
      if (gone >= 0) sum -= data[gone + x] ?? 0;
      sums[x] = sum;
      out[y * width + x] = sum / count + 0.5;
    }
  }
  return out;
}
