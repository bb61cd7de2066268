// Before the first paint: the colours that the user chose, so that the page does not flash.
try {
  const theme = localStorage.getItem("resume-console.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to this page: the system's colours it is.
}
