const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var s={bash:async()=>(await import("./chunk-FXK7GNSX.js")).bash,zsh:async()=>(await import("./chunk-VM5P6IFZ.js")).zsh,fish:async()=>(await import("./chunk-RR65YWEV.js")).fish,powershell:async()=>(await import("./chunk-BVWMLD3F.js")).powershell};export{s as a};
