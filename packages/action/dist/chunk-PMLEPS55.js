const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var s={bash:async()=>(await import("./chunk-Q4BR6BCJ.js")).bash,zsh:async()=>(await import("./chunk-66MEQ4OO.js")).zsh,fish:async()=>(await import("./chunk-YA7AK4AT.js")).fish,powershell:async()=>(await import("./chunk-BX5MIKLC.js")).powershell};export{s as a};
