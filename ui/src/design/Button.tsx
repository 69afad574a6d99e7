import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import styles from "./Button.module.css";
import { Icon, type IconName } from "./Icon";

interface ButtonProps extends Omit<AriaButtonProps, "children" | "className"> {
  children?: React.ReactNode;
  icon?: IconName;
  /** `quiet` has no frame until it is pointed at; `primary` is the one next thing to do on a screen. */
  look?: "plain" | "primary" | "quiet" | "danger";
  className?: string;
}

export function Button({ icon, look = "plain", children, className, ...rest }: ButtonProps) {
  const only = children === undefined ? styles.only : "";
  return (
    <AriaButton {...rest} className={`${styles.button} ${styles[look]} ${only} ${className ?? ""}`}>
      {icon && <Icon name={icon} mirrored={icon === "chevron" || icon === "forward"} />}
      {children !== undefined && <span className={styles.label}>{children}</span>}
    </AriaButton>
  );
}
