import { createRequire as fineprintRequire } from 'node:module'; const require = fineprintRequire(import.meta.url);
import{Q as r}from"./chunk-LJT3XZNS.js";import"./chunk-FXYYU6QE.js";var o={id:"json-1",title:"Report as JSON",*render(e){yield r(e)}};export{o as json};
