'use strict';
// No validator: it would send the specification's address to a foreign host.
SwaggerUIBundle({
  url: '../openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: false,
  validatorUrl: null,
  queryConfigEnabled: false,
});
