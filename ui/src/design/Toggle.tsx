import styles from "./Toggle.module.css";

interface ToggleProps {
  label: string;
  labelHidden?: boolean;
  isSelected: boolean;
  onChange: (on: boolean) => void;
  isDisabled?: boolean;
}

export function Toggle({ label, labelHidden, isSelected, onChange, isDisabled }: ToggleProps) {
  return (
    <label className={styles.toggle}>
      {/* oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- A checkbox says itself whether it is checked. */}
      <input type="checkbox" role="switch" className="visually-hidden" checked={isSelected} disabled={isDisabled} onChange={(event) => onChange(event.target.checked)} />
      <span className={styles.track}>
        <span className={styles.knob} />
      </span>
      <span className={labelHidden ? "visually-hidden" : undefined}>{label}</span>
    </label>
  );
}
