/** What Django's json_script put into the page. */

/** The value of the JSON block with that id; null when it is missing or damaged. */
export function pageData<T>(page: Document, id: string): T | null {
  const text = page.getElementById(id)?.textContent;
  if (!text) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
