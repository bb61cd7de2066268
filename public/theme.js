// Before the first paint: the user's theme, so that the page does not flash.
try {
  const theme = localStorage.getItem("resume-console.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage, the system's theme.
}
