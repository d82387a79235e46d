// Loaded before a measured program: says at its end how much memory it had at the most, in kB.
process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
