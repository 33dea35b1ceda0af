import type { GrayPicture } from './gray-picture.js';

/**
 * A picture turned counter-clockwise by `degrees` and enlarged by `scale`, so that what was turned clockwise by so much
 * stands upright; as large as it takes, paper where the picture shows nothing.
 */
export function turnPicture(picture: GrayPicture, degrees: number, scale: number): GrayPicture {
  const radians = (degrees * Math.PI) / 180;
  // Without the rounding errors of a quarter turn that would add a row.
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)].map((value) => Math.round(value * 1e9) / 1e9) as [
    number,
    number,
  ];
  const { width: wide, height: high, data } = picture;
  const width = Math.max(1, Math.round((Math.abs(wide * cos) + Math.abs(high * sin)) * scale));
  const height = Math.max(1, Math.round((Math.abs(wide * sin) + Math.abs(high * cos)) * scale));
  const turned = new Uint8Array(width * height).fill(255);
  for (let row = 0; row < height; row++) {
    const dy = (row + 0.5 - height / 2) / scale;
    const dx = (0.5 - width / 2) / scale;
    let x = dx * cos - dy * sin + wide / 2 - 0.5;
    let y = dx * sin + dy * cos + high / 2 - 0.5;
    for (let at = row * width; at < (row + 1) * width; at++, x += cos / scale, y += sin / scale) {
      if (x < -0.5 || y < -0.5 || x > wide - 0.5 || y > high - 0.5) continue;
      const left = Math.min(wide - 1, Math.max(0, Math.floor(x)));
      const top = Math.min(high - 1, Math.max(0, Math.floor(y)));
      const [fx, fy] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))];
      const right = Math.min(wide - 1, left + 1);
      const below = Math.min(high - 1, top + 1) * wide;
      const upper = (data[top * wide + left] ?? 0) * (1 - fx) + (data[top * wide + right] ?? 0) * fx;
      const lower = (data[below + left] ?? 0) * (1 - fx) + (data[below + right] ?? 0) * fx;
      turned[at] = upper * (1 - fy) + lower * fy + 0.5;
    }
  }
  return { width, height, data: turned };
}
