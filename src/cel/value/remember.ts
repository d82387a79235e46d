const most = 256;

/** Makes what belongs to a text once, and remembers the last few hundred. */
export function remember<Made>(make: (text: string) => Made): (text: string) => Made {
  const made = new Map<string, Made>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const now = make(text);
    if (made.size >= most) made.clear();
    made.set(text, now);
    return now;
  };
}
