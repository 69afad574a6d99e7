import { Switch } from "react-aria-components";
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
    <Switch className={styles.toggle} isSelected={isSelected} onChange={onChange} isDisabled={isDisabled ?? false}>
      <span className={styles.track}>
        <span className={styles.knob} />
      </span>
      <span className={labelHidden ? "visually-hidden" : undefined}>{label}</span>
    </Switch>
  );
}
