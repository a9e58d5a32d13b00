const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var s={bash:async()=>(await import("./chunk-BAKWYPWF.js")).bash,zsh:async()=>(await import("./chunk-V55OJKWA.js")).zsh,fish:async()=>(await import("./chunk-B6GGA3VE.js")).fish,powershell:async()=>(await import("./chunk-FAOLUZWU.js")).powershell};export{s as a};
