/** Whether a picture can be decoded here; the licence of HEVC keeps it out of many builds of the decoder. */
export async function isShowable(picture: Buffer): Promise<boolean> {
  const { default: sharp } = await import('sharp');
  try {
    await sharp(picture, { limitInputPixels: 100_000_000 }).resize(8).raw().toBuffer();
    return true;
  } catch {
    return false;
  }
}
