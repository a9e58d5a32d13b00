import { createRequire as fineprintRequire } from 'node:module'; const require = fineprintRequire(import.meta.url); const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{Q as r}from"./chunk-ICEQZ4EF.js";import"./chunk-M5WO4XUK.js";var o={id:"json-1",title:"Report as JSON",*render(e){yield r(e)}};export{o as json};
