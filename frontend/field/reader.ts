/** Reads QR codes from a picture; loaded only when somebody scans. */
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";

export type Reader = (from: HTMLVideoElement) => Promise<string | null>;

interface NativeDetector {
  detect(from: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface NativeDetectors {
  new (how: { formats: string[] }): NativeDetector;
  getSupportedFormats(): Promise<string[]>;
}

/** The browser's own reader if it has one for QR codes, else the one that came with the app. */
export async function readerOf(): Promise<Reader> {
  const Native = (globalThis as { BarcodeDetector?: NativeDetectors }).BarcodeDetector;
  const formats = (await Native?.getSupportedFormats().catch(() => [])) ?? [];
  return Native && formats.includes("qr_code") ? natively(new Native({ formats: ["qr_code"] })) : byOurs();
}

function natively(detector: NativeDetector): Reader {
  return async (from) => (await detector.detect(from).catch(() => []))[0]?.rawValue ?? null;
}

function byOurs(): Reader {
  prepareZXingModule({ overrides: { locateFile: () => wasm } });
  const canvas = document.createElement("canvas");
  return async (from) => {
    const picture = pictureOf(from, canvas);
    const found = picture
      ? await readBarcodes(picture, { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 1 })
      : [];
    return found[0]?.text ?? null;
  };
}

/** The middle of what the camera sees. */
function pictureOf(from: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | null {
  const side = Math.min(from.videoWidth, from.videoHeight);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!side || !context) return null;
  canvas.width = canvas.height = Math.min(side, 720);
  const [left, top] = [(from.videoWidth - side) / 2, (from.videoHeight - side) / 2];
  context.drawImage(from, left, top, side, side, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
