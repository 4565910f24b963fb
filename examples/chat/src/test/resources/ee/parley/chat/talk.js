// Says "<name> says 1", "<name> says 2" and so on through the page's own form, until the test stops it.
{
  const [name] = arguments;
  const field = document.getElementById("text");
  window.said = 0;
  window.talk = setInterval(() => {
    field.value = `${name} says ${++said}`;
    field.dispatchEvent(new Event("input"));
    document.getElementById("composer").requestSubmit();
  }, 15);
}
