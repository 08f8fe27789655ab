import { QRCodeSVG } from 'qrcode.react'

/** A QR to scan: black on white in both themes, four modules of quiet around it, large enough for an old camera. */
export function QrCode({ value, title }: { value: string; title: string }) {
  return (
    <div className="mx-auto w-fit rounded-2xl border border-line bg-white p-2">
      <QRCodeSVG
        value={value}
        title={title}
        level="M"
        marginSize={4}
        size={264}
        bgColor="#ffffff"
        fgColor="#000000"
        role="img"
      />
    </div>
  )
}
