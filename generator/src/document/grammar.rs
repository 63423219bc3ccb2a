//! The objects of the specifications as tables: which field is of which JSON type.
//!
//! One table serves all versions: a field of another version is no mistake that changes what is
//! generated.

/// What a value has to be.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Anything.
    Any,
    /// Text.
    Text,
    /// A truth value.
    Flag,
    /// A number.
    Number,
    /// An array of such.
    List(&'static Kind),
    /// An object with names of the author's choice, of such.
    Map(&'static Kind),
    /// An object of the specification.
    Object(&'static Object),
    /// One that shapes no call: what is wrong in it is told, and read as if it were not there.
    Aside(&'static Object),
    /// Any of these; the first that fits the value's JSON type is checked.
    Either(&'static [Kind]),
}

impl Kind {
    /// The object that it is, or can be.
    pub(super) fn object(&'static self) -> Option<&'static Object> {
        match self {
            Self::Object(object) | Self::Aside(object) => Some(object),
            Self::Either(kinds) => kinds.iter().find_map(Self::object),
            _ => None,
        }
    }
}

/// An object of the specification.
pub(super) struct Object {
    /// What it is called there.
    pub(super) name: &'static str,
    /// Its fields.
    pub(super) fields: &'static [(&'static str, Kind)],
}

use Kind::{Any, Either, Flag, List, Map, Number, Text};

/// What describes a header: a parameter without a name and a place of its own.
pub(super) static HEADER: Object = Object {
    name: "Header Object",
    fields: PARAMETER.fields.split_at(NAME_AND_PLACE).1,
};

/// How many fields the table of parameters begins with that headers do not have.
const NAME_AND_PLACE: usize = 2;

macro_rules! object {
    ($($(#[$doc:meta])* $ident:ident $name:literal { $($field:literal: $kind:expr,)* })*) => {
        $($(#[$doc])* pub(super) static $ident: Object =
            Object { name: $name, fields: &[$(($field, $kind)),*] };)*
    };
}

static SCHEMA_OR_FLAG: [Kind; 2] = [Kind::Object(&SCHEMA), Flag];
pub(super) static SCHEMA_KIND: Kind = Either(&SCHEMA_OR_FLAG);
/// The whole description.
pub(super) static ROOT_KIND: Kind = Kind::Object(&ROOT);

/// What the API calls, by name or by the URL that is called.
static CALLED: Kind = Map(&Kind::Aside(&PATH_ITEM));

/// Names of schemes with scopes.
const REQUIREMENT: Kind = Map(&List(&Text));
/// Requirements; one that stands alone and bare names are understood too, and reported where they
/// are read.
const SECURITY: Kind = Either(&[List(&Either(&[REQUIREMENT, Text])), REQUIREMENT]);

object! {
    /// The root, of Swagger 2.0 and OpenAPI 3 alike.
    ROOT "OpenAPI Object" {
        "openapi": Any,
        "swagger": Any,
        "$self": Text,
        "jsonSchemaDialect": Text,
        "info": Kind::Object(&INFO),
        "servers": List(&Kind::Object(&SERVER)),
        "paths": Map(&Kind::Object(&PATH_ITEM)),
        "webhooks": CALLED,
        "components": Kind::Object(&COMPONENTS),
        "security": SECURITY,
        "tags": List(&Either(&[Kind::Object(&TAG), Text])),
        "externalDocs": Kind::Aside(&EXTERNAL_DOCS),
        "host": Text,
        "basePath": Text,
        "schemes": List(&Text),
        "consumes": List(&Text),
        "produces": List(&Text),
        "definitions": Map(&SCHEMA_KIND),
        "parameters": Map(&Kind::Object(&PARAMETER)),
        "responses": Map(&Kind::Object(&RESPONSE)),
        "securityDefinitions": Map(&Kind::Object(&SECURITY_SCHEME)),
    }
    INFO "Info Object" {
        "$ref": Text,
        "title": Text,
        "summary": Text,
        "description": Text,
        "termsOfService": Text,
        "contact": Kind::Aside(&CONTACT),
        "license": Kind::Aside(&LICENSE),
        "version": Any,
    }
    CONTACT "Contact Object" {
        "name": Text,
        "url": Text,
        "email": Text,
    }
    LICENSE "License Object" {
        "name": Text,
        "identifier": Text,
        "url": Text,
    }
    EXTERNAL_DOCS "External Documentation Object" {
        "description": Text,
        "url": Text,
    }
    SERVER "Server Object" {
        "url": Text,
        "name": Text,
        "description": Text,
        "variables": Map(&Kind::Object(&SERVER_VARIABLE)),
    }
    SERVER_VARIABLE "Server Variable Object" {
        "enum": List(&Any),
        "default": Any,
        "description": Text,
    }
    TAG "Tag Object" {
        "name": Text,
        "summary": Text,
        "description": Text,
        "externalDocs": Kind::Aside(&EXTERNAL_DOCS),
        "parent": Text,
        "kind": Text,
    }
    COMPONENTS "Components Object" {
        "$ref": Text,
        "schemas": Map(&SCHEMA_KIND),
        "responses": Map(&Kind::Object(&RESPONSE)),
        "parameters": Map(&Kind::Object(&PARAMETER)),
        "examples": Any,
        "requestBodies": Map(&Kind::Object(&REQUEST_BODY)),
        "headers": Map(&Kind::Object(&HEADER)),
        "securitySchemes": Map(&Kind::Object(&SECURITY_SCHEME)),
        "links": Map(&Kind::Object(&LINK)),
        "callbacks": Map(&CALLED),
        "pathItems": Map(&Kind::Object(&PATH_ITEM)),
        "mediaTypes": Map(&Kind::Object(&MEDIA_TYPE)),
    }
    PATH_ITEM "Path Item Object" {
        "$ref": Text,
        "summary": Text,
        "description": Text,
        "get": Kind::Object(&OPERATION),
        "put": Kind::Object(&OPERATION),
        "post": Kind::Object(&OPERATION),
        "delete": Kind::Object(&OPERATION),
        "options": Kind::Object(&OPERATION),
        "head": Kind::Object(&OPERATION),
        "patch": Kind::Object(&OPERATION),
        "trace": Kind::Object(&OPERATION),
        "query": Kind::Object(&OPERATION),
        "additionalOperations": Map(&Kind::Object(&OPERATION)),
        "servers": List(&Kind::Object(&SERVER)),
        "parameters": List(&Kind::Object(&PARAMETER)),
    }
    OPERATION "Operation Object" {
        "$ref": Text,
        "tags": List(&Text),
        "summary": Text,
        "description": Text,
        "externalDocs": Kind::Aside(&EXTERNAL_DOCS),
        "operationId": Text,
        "parameters": List(&Kind::Object(&PARAMETER)),
        "requestBody": Kind::Object(&REQUEST_BODY),
        "responses": Map(&Kind::Object(&RESPONSE)),
        "callbacks": Map(&CALLED),
        "deprecated": Flag,
        "security": SECURITY,
        "servers": List(&Kind::Object(&SERVER)),
        "consumes": List(&Text),
        "produces": List(&Text),
        "schemes": List(&Text),
        "x-fern-streaming": Either(&[Kind::Object(&STREAMING), Any]),
    }
    STREAMING "streaming extension" {
        "format": Text,
        "terminator": Text,
        "stream-condition": Text,
        "stream-description": Text,
        "response": SCHEMA_KIND,
        "response-stream": SCHEMA_KIND,
        "resumable": Flag,
    }
    PARAMETER "Parameter Object" {
        "name": Text,
        "in": Text,
        "$ref": Text,
        "description": Text,
        "summary": Text,
        "required": Flag,
        "deprecated": Flag,
        "allowEmptyValue": Flag,
        "style": Text,
        "explode": Flag,
        "allowReserved": Flag,
        "schema": Either(&SCHEMA_OR_FLAG),
        "content": Map(&Kind::Object(&MEDIA_TYPE)),
        "example": Any,
        "examples": Any,
        "type": Any,
        "format": Text,
        "items": Either(&SCHEMA_OR_FLAG),
        "collectionFormat": Text,
        "default": Any,
        "enum": List(&Any),
        "maximum": Any,
        "exclusiveMaximum": Any,
        "minimum": Any,
        "exclusiveMinimum": Any,
        "maxLength": Any,
        "minLength": Any,
        "pattern": Text,
        "maxItems": Any,
        "minItems": Any,
        "uniqueItems": Flag,
        "multipleOf": Any,
    }
    REQUEST_BODY "Request Body Object" {
        "$ref": Text,
        "summary": Text,
        "description": Text,
        "content": Map(&Kind::Object(&MEDIA_TYPE)),
        "required": Flag,
    }
    MEDIA_TYPE "Media Type Object" {
        "$ref": Text,
        "schema": Either(&SCHEMA_OR_FLAG),
        "itemSchema": Either(&SCHEMA_OR_FLAG),
        "example": Any,
        "examples": Any,
        "encoding": Map(&Kind::Object(&ENCODING)),
        "prefixEncoding": Any,
        "itemEncoding": Any,
    }
    ENCODING "Encoding Object" {
        "contentType": Text,
        // Nothing but their names is shown.
        "headers": Map(&Kind::Aside(&HEADER)),
        "style": Text,
        "explode": Flag,
        "allowReserved": Flag,
        "encoding": Any,
        "prefixEncoding": Any,
        "itemEncoding": Any,
    }
    RESPONSE "Response Object" {
        "$ref": Text,
        "summary": Text,
        "description": Text,
        "headers": Map(&Kind::Object(&HEADER)),
        "content": Map(&Kind::Object(&MEDIA_TYPE)),
        "links": Map(&Kind::Object(&LINK)),
        "schema": Either(&SCHEMA_OR_FLAG),
        "examples": Any,
    }
    LINK "Link Object" {
        "$ref": Text,
        "operationRef": Text,
        "operationId": Text,
        "parameters": Any,
        "requestBody": Any,
        "description": Text,
        "server": Any,
    }
    SECURITY_SCHEME "Security Scheme Object" {
        "$ref": Text,
        "type": Text,
        "description": Text,
        "name": Text,
        "in": Text,
        "scheme": Text,
        "bearerFormat": Text,
        "flows": Map(&Kind::Object(&FLOW)),
        "openIdConnectUrl": Text,
        "oauth2MetadataUrl": Text,
        "deprecated": Flag,
        "flow": Text,
        "authorizationUrl": Text,
        "tokenUrl": Text,
        "scopes": Any,
    }
    FLOW "OAuth Flow Object" {
        "authorizationUrl": Text,
        "deviceAuthorizationUrl": Text,
        "tokenUrl": Text,
        "refreshUrl": Text,
        "scopes": Any,
    }
    /// JSON Schema 2020-12, the subsets of OpenAPI, and what came before.
    SCHEMA "Schema Object" {
        "$ref": Text,
        "$schema": Text,
        "$id": Text,
        "id": Any,
        "$anchor": Text,
        "$dynamicAnchor": Text,
        "$dynamicRef": Text,
        "$comment": Any,
        "$vocabulary": Any,
        "$defs": Map(&SCHEMA_KIND),
        // No keyword of OpenAPI's: what is in it counts only where something refers to it.
        "definitions": Any,
        "title": Text,
        "description": Text,
        "type": Either(&[Text, List(&Text)]),
        "format": Text,
        "enum": List(&Any),
        "const": Any,
        "default": Any,
        "example": Any,
        "examples": Any,
        "deprecated": Flag,
        "readOnly": Flag,
        "writeOnly": Flag,
        "nullable": Flag,
        "discriminator": Either(&[Text, Kind::Object(&DISCRIMINATOR)]),
        "xml": Any,
        "externalDocs": Kind::Aside(&EXTERNAL_DOCS),
        "properties": Map(&SCHEMA_KIND),
        "patternProperties": Map(&SCHEMA_KIND),
        "additionalProperties": Either(&SCHEMA_OR_FLAG),
        "unevaluatedProperties": Either(&SCHEMA_OR_FLAG),
        "propertyNames": Either(&SCHEMA_OR_FLAG),
        "dependentSchemas": Map(&SCHEMA_KIND),
        "dependentRequired": Any,
        "dependencies": Any,
        "required": Either(&[List(&Text), Flag]),
        "minProperties": Number,
        "maxProperties": Number,
        "items": Either(&[Kind::Object(&SCHEMA), List(&SCHEMA_KIND), Flag]),
        "prefixItems": List(&SCHEMA_KIND),
        "additionalItems": Either(&SCHEMA_OR_FLAG),
        "unevaluatedItems": Either(&SCHEMA_OR_FLAG),
        "contains": Either(&SCHEMA_OR_FLAG),
        "minContains": Number,
        "maxContains": Number,
        "minItems": Number,
        "maxItems": Number,
        "uniqueItems": Flag,
        "allOf": List(&SCHEMA_KIND),
        "anyOf": List(&SCHEMA_KIND),
        "oneOf": List(&SCHEMA_KIND),
        "not": Either(&SCHEMA_OR_FLAG),
        "if": Either(&SCHEMA_OR_FLAG),
        "then": Either(&SCHEMA_OR_FLAG),
        "else": Either(&SCHEMA_OR_FLAG),
        "minLength": Number,
        "maxLength": Number,
        "pattern": Text,
        "contentEncoding": Text,
        "contentMediaType": Text,
        "contentSchema": Either(&SCHEMA_OR_FLAG),
        "minimum": Number,
        "maximum": Number,
        "exclusiveMinimum": Either(&[Number, Flag]),
        "exclusiveMaximum": Either(&[Number, Flag]),
        "multipleOf": Number,
        "collectionFormat": Text,
        "allowEmptyValue": Flag,
    }
    DISCRIMINATOR "Discriminator Object" {
        "propertyName": Text,
        "mapping": Map(&Text),
        "defaultMapping": Text,
    }
}
