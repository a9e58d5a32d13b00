const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var s={bash:async()=>(await import("./chunk-JBYVI3VF.js")).bash,zsh:async()=>(await import("./chunk-32B2PXES.js")).zsh,fish:async()=>(await import("./chunk-ETRZBBHZ.js")).fish,powershell:async()=>(await import("./chunk-KFPZZL35.js")).powershell};export{s as a};
