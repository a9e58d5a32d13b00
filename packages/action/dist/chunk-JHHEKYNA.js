const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var s={bash:async()=>(await import("./chunk-GRFHG6MT.js")).bash,zsh:async()=>(await import("./chunk-BCRUAK62.js")).zsh,fish:async()=>(await import("./chunk-TAMFYOIO.js")).fish,powershell:async()=>(await import("./chunk-JMVU3RPA.js")).powershell};export{s as a};
