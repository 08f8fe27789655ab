/** A table's cell with a second, quieter line below: phones have room for four columns and no more. */
export function TwoLines({ first, second }: { first: string; second?: string | null }) {
  return (
    <>
      {first}
      {second && <span className="block text-fine font-normal text-text-2">{second}</span>}
    </>
  )
}
