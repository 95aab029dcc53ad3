import type { ReactNode } from 'react';

/** A labelled native select over known values. */
export function Choice<T extends string>(props: {
  label: string;
  value: T;
  options: readonly T[];
  text: (option: T) => string;
  onChange: (value: T) => void;
}): ReactNode {
  return (
    <label className="field">
      <span>{props.label}</span>
      <span className="in">
        <select
          value={props.value}
          onChange={(event) => {
            const chosen = props.options.find((option) => option === event.target.value);
            if (chosen !== undefined) props.onChange(chosen);
          }}
        >
          {props.options.map((option) => (
            <option key={option} value={option}>
              {props.text(option)}
            </option>
          ))}
        </select>
      </span>
    </label>
  );
}
