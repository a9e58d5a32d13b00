const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var s={bash:async()=>(await import("./chunk-ZKSROWQV.js")).bash,zsh:async()=>(await import("./chunk-PN64E3V4.js")).zsh,fish:async()=>(await import("./chunk-A6K2SFSW.js")).fish,powershell:async()=>(await import("./chunk-TSWVMXCV.js")).powershell};export{s as a};
