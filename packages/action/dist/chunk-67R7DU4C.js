const __filename = import.meta.filename; const __dirname = import.meta.dirname;
function c(o){return({key:r,unit:n,pin:e})=>e!==null&&o.unitPin(r,n)===e?"The policy asks no more of a part that others reuse: whoever uses it chooses.":null}export{c as a};
