/** Which step of how many, and what it asks for. */
export function StepTitle({ step, children }: { step: string; children: string }) {
  return (
    <div>
      <p className="text-small font-semibold text-text-2">{step}</p>
      <h1 className="text-h1">{children}</h1>
    </div>
  )
}
