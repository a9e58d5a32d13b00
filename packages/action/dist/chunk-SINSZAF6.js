const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var s={bash:async()=>(await import("./chunk-3K2HWEWC.js")).bash,zsh:async()=>(await import("./chunk-OXGKGWQQ.js")).zsh,fish:async()=>(await import("./chunk-TSPPQMJF.js")).fish,powershell:async()=>(await import("./chunk-JQ4VPG6C.js")).powershell};export{s as a};
