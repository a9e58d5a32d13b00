const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var s={bash:async()=>(await import("./chunk-KUAYH5UP.js")).bash,zsh:async()=>(await import("./chunk-IMRHZR5P.js")).zsh,fish:async()=>(await import("./chunk-O7R6UG2K.js")).fish,powershell:async()=>(await import("./chunk-5HM5O5NM.js")).powershell};export{s as a};
