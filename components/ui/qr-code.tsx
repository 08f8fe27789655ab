import { QRCodeSVG } from 'qrcode.react'

/**
 * A QR to scan: black on white in both themes, four modules of quiet around it, at least 232 px for an old camera.
 * `title` says what it is for to those who cannot see it.
 */
export function QrCode({ value, title }: { value: string; title: string }) {
  return (
    <div className="qr mx-auto w-fit rounded-2xl border border-line bg-white p-1.5 md:p-2">
      <QRCodeSVG
        value={value}
        title={title}
        level="M"
        marginSize={4}
        size={264}
        className="h-auto w-66 max-w-full min-w-58 print:w-[40mm] print:min-w-0"
        bgColor="#ffffff"
        fgColor="#000000"
        role="img"
      />
    </div>
  )
}
