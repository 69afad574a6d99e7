/** Two jacks and the cord between them: the sign of Cordboard. */
export function Mark({ size }: { size: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={2} strokeLinecap="round">
      <circle cx="6.5" cy="7" r="3" />
      <circle cx="17.500" cy="17" r="3" />
      <path d="M6.500 10c0 8 11-4 11 4" />
    </svg>
  );
}
